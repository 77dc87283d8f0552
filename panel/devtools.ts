import browser from 'webextension-polyfill';

void browser.devtools.panels.create('Heapscope', 'icons/16.png', 'panel.html');
